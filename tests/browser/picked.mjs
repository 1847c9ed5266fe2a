// What nights would pick for follow-up, and hand to the association's office: a demonstration has had none yet.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PICK = `
import sqlite3, sys, uuid
data, service, rule = sys.argv[1:]
def write(name, table, **row):
    database = sqlite3.connect(f'{data}/{name}.sqlite', timeout=30)
    names, places = ', '.join(row), ', '.join('?' * len(row))
    database.execute(f'INSERT INTO {table} ({names}) VALUES ({places})', list(row.values()))
    database.commit()
opened = '2026-11-03T03:10:00+00:00'
def pick(id, period, handed):
    write(service, 'follow_up', tenant='sandviken-2181', id=id.bytes, rule=rule, person=uuid.uuid4().bytes, period=period,
          count=1, deeds='[]', opened_at=opened, handed_at=handed)
pick(uuid.uuid4(), '2026-11-02', None)
handed = uuid.uuid4()
pick(handed, '2026-11-01', opened)
write('portal', 'portal_task', tenant='sambruk', id=handed.bytes, service=service, text='audit-task-handed', arguments='{}',
      href=f'/{service}/audit/handed/{handed}', role='office', opened_at=opened)
`;

/** Has two follow-ups wait in each service that follows up: one in the organisation, one that was handed to the office. */
export function picked(server) {
  for (const [service, rule] of [['uka', 'out-of-hours'], ['identity', 'on-oneself']]) {
    execFileSync('python3', ['-c', PICK, join(server.directory, 'data'), service, rule]);
  }
}
