"""Counts elections with pabutools, for the comparison in oracle.rs.

Reads a JSON list of {budget, step, voters, items: [{cost, supporters}], ties} from the file named second; pabutools lies in the
directory named first. Writes {version, seconds, counts: [{allFit, share, bought, filled}]} as JSON; the seconds are those of counting.
"""

import json
import sys
import time

sys.path.insert(0, sys.argv[1])

from importlib.metadata import version

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule


def run(election, share):
    """The names of what equal shares buys at one share, by pabutools alone."""
    projects = {}
    for number, item in enumerate(election["items"]):
        if item["supporters"]:
            projects[number] = Project(f"{number:04}", item["cost"])
    instance = Instance(projects.values(), budget_limit=share * election["voters"])
    ballots = [[] for _ in range(election["voters"])]
    for number, project in projects.items():
        for voter in election["items"][number]["supporters"]:
            ballots[voter].append(project)
    profile = ApprovalProfile([ApprovalBallot(ballot) for ballot in ballots], instance=instance)

    def key(_, profile, project):
        plain = getattr(project, "project", project)
        number = int(plain.name)
        return plain.cost, -profile.approval_score(plain), election["ties"][number]

    rule = TieBreakingRule(key)
    chosen = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=rule)
    return sorted(int(project.name) for project in chosen)


def cost(election, numbers):
    return sum(election["items"][number]["cost"] for number in numbers)


def count(election):
    items, budget = election["items"], election["budget"]
    wanted = [number for number, item in enumerate(items) if item["supporters"]]
    if cost(election, wanted) <= budget:
        return {"allFit": True, "share": None, "bought": [], "filled": wanted}
    share = budget // election["voters"]
    bought = run(election, share)
    while len(bought) < len(wanted):
        more = run(election, share + election["step"])
        if cost(election, more) > budget:
            break
        share, bought = share + election["step"], more
    left, filled = budget - cost(election, bought), []
    by_votes = lambda number: (-len(items[number]["supporters"]), items[number]["cost"], election["ties"][number])
    for number in sorted(set(wanted) - set(bought), key=by_votes):
        if items[number]["cost"] <= left:
            left -= items[number]["cost"]
            filled.append(number)
    return {"allFit": False, "share": share, "bought": bought, "filled": sorted(filled)}


with open(sys.argv[2], encoding="utf-8") as file:
    elections = json.load(file)
begun = time.perf_counter()
counts = [count(election) for election in elections]
print(json.dumps({"version": version("pabutools"), "seconds": time.perf_counter() - begun, "counts": counts}))
