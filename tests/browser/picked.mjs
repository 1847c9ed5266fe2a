// What a night would pick for follow-up: a demonstration has had none yet.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PICK = `
import sqlite3, sys, uuid
database = sqlite3.connect(sys.argv[1], timeout=30)
values = ('sandviken-2181', uuid.uuid4().bytes, sys.argv[2], uuid.uuid4().bytes, '2026-11-02', '2026-11-03T03:10:00+00:00')
database.execute("INSERT INTO follow_up (tenant, id, rule, person, period, count, deeds, opened_at) VALUES (?, ?, ?, ?, ?, 1, '[]', ?)", values)
database.commit()
`;

/** Has one follow-up wait in each service that follows up. */
export function picked(server) {
  for (const [service, rule] of [['uka', 'out-of-hours'], ['identity', 'on-oneself']]) {
    execFileSync('python3', ['-c', PICK, join(server.directory, 'data', `${service}.sqlite`), rule]);
  }
}
