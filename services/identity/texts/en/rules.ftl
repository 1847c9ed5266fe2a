# Roles that follow from what the organisation's own provider tells.
identity-rules = Roles by what your provider tells
identity-rules-text = Whoever the provider tells one of these of has the role for as long as it does. It is looked at each time somebody signs in. Roles given by hand are left alone.
identity-rules-list = Rules
identity-rules-none = No rule yet: roles are given by hand.
identity-rules-attribute = Attribute
identity-rules-attribute-hint = The name as it arrives, such as groups (OpenID Connect) or memberOf (SAML). A trial shows which names arrive.
identity-rules-value = Value
identity-rules-value-hint = The whole value, to the letter, with capitals as they arrive. There are no patterns: whoever reads the rule must see whom it means.
identity-rules-role-hint = Roles that reach other organisations, such as council member, are given by hand.
identity-rules-made = Since
identity-rules-own = Written by you: it gives you yourself no role.
identity-rules-show = Show the rule { $attribute } = { $value }
identity-rules-remove = Remove the rule { $attribute } = { $value }
identity-rules-make = Add the rule
identity-rules-note = Holds from the next sign-in. Whoever writes a rule gets no role by it: nobody changes her own roles.
identity-rule = Rule
identity-rule-facts = The rule
identity-rule-lead = { $count ->
    [0] Nobody has a role by the rule now.
    [one] One person has a role by the rule.
   *[other] { $count } persons have a role by the rule.
  }
identity-rule-own = You have written the rule: it gives you yourself no role.
identity-rule-remove-title = Remove the rule
identity-rule-remove = Remove the rule
identity-rule-remove-note = Those who have the role by the rule lose it at once, also where they are signed in. Whoever has it by hand or by another rule keeps it.
identity-rule-attribute = Write the attribute's name as it arrives: 1 to 256 characters without blanks.
identity-rule-personal = A rule is about a group or a unit, not about one person's number. Give the person the role by hand.
identity-rule-value = Write the value as it arrives: 1 to 256 characters.
identity-rule-role = Choose one of the roles. Those that reach other organisations are given by hand.
identity-rule-service = Choose one of the services, or none. An administrator is always one of the whole.
identity-rule-known = The connection has that rule already.
identity-rules-too-many = A connection has at most 100 rules. Remove one that is not used.
identity-trial-roles = Roles by the rules
identity-trial-no-roles = None
identity-trial-unused = Arrived as well, but no rule is about it
identity-trial-cut = More arrived than we read. Let the provider tell fewer groups.
identity-person-by-rule = by the rule { $attribute } = { $value }
identity-person-by-rule-act = Follows the rule
identity-person-refusal-by-rule = The role follows from a rule. Change the rule on the connection's page.
retention-identity-vouched = Roles that follow from rules are removed 90 days after the person last signed in: nobody has vouched for them since.
