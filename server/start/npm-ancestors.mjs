import { readFileSync } from 'node:fs'

/**
 * Calls back once when the npm that started this process has ended. npm starts scripts through a shell, and a shell forwards no
 * signal: after `kill` of npm, the script would keep running unseen, with its port and its data folder.
 */
export function onNpmGone(gone) {
  if (!process.env['npm_lifecycle_event']) return
  const shell = process.ppid
  // Some shells replace themselves with the script; then the parent is npm itself, and its ancestors do not matter.
  const npm = isShell(shell) ? parentOf(shell) : undefined
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || parentOf(shell) === npm)) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}

function isShell(pid) {
  try {
    return /^\S*sh\0-c\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    // Without /proc only the parent is watched.
    return false
  }
}

function parentOf(pid) {
  try {
    // The name in parentheses may contain anything; state and parent follow its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
