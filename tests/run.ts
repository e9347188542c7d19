import { groupsOf, partNames, runPart, usualParts, type PartResult } from './run/parts.ts'
import { stopChildren } from './run/run-command.ts'

/**
 * `npm test`: all parts, or those named. Parts that share nothing run in parallel, the others one after the other, because the
 * machine may have two cores. It ends with one line, `N passed, N failed`. A part that cannot run fails under CI=true, except the
 * second browser engine, which not every machine can have; otherwise it is reported as not run.
 */
const isCi = process.env['CI'] === 'true'
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !partNames.includes(name))
if (unknown) {
  console.error(`There is no part "${unknown}"; the parts are ${partNames.join(', ')}.`)
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopChildren(signal)
    process.exitCode = 130
  })
}

const results: PartResult[] = []
for (const group of groupsOf(wanted.length > 0 ? wanted : usualParts)) {
  if (process.exitCode === 130) break
  const names = group.join(', ')
  console.log(`\n── ${names} ${'─'.repeat(Math.max(0, 70 - names.length))}`)
  results.push(...(await Promise.all(group.map(runPart))).flat())
}

console.log('')
for (const { name, passed, failed, failures = [], missing, seconds } of results) {
  const time = `${seconds.toFixed(0)} s`.padStart(6)
  const words = missing ? `NOT RUN: ${missing}` : `${passed} passed, ${failed} failed`
  console.log(`${failed > 0 || missing ? '!!' : 'ok'}  ${name.padEnd(24)}${time}   ${words}`)
  for (const failure of failures) console.log(`    ✗ ${failure}`)
}

const notRun = results.filter(({ missing, isExtra }) => missing && !isExtra).length
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0) + (isCi ? notRun : 0)
if (failed > 0) process.exitCode ||= 1
if (notRun > 0 && !isCi)
  console.log('\n!!  Something was NOT RUN here, see above; under CI=true that is a failure.')
console.log(`\n${passed} passed, ${failed} failed`)
