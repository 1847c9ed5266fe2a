// Counts what holds and says by name what does not.

const failures = [];
let passed = 0;

/** Runs one named check. Failures are told at once and again at the end; the others go on. */
export async function check(name, act) {
  const begun = Date.now();
  try {
    const value = await act();
    passed += 1;
    if (process.env.SAMBRUK_TEST_VERBOSE) console.log(`ok      ${name} (${Date.now() - begun} ms)`);
    return value;
  } catch (error) {
    const text = String(error?.message ?? error).split('\n').map((line) => `        ${line}`).join('\n');
    failures.push(`${name}\n${text}`);
    console.log(`FAILED  ${name}\n${text}`);
    return undefined;
  }
}

/** Fails the check it stands in when `holds` is false. */
export function assert(holds, message) {
  if (!holds) throw new Error(message);
}

/** Fails with all that is wrong, when anything is. */
export function none(what, found) {
  assert(found.length === 0, `${what}:\n${found.map((one) => `- ${one}`).join('\n')}`);
}

/** The last lines; the exit code. */
export function summary() {
  if (failures.length > 3) console.log(`\nAll failures:\n\n${failures.join('\n')}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}
