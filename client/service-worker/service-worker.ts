import { cleanupOutdatedCaches } from 'workbox-precaching'
import { answerMessages } from './answer-messages.ts'
import { passUntouched } from './pass-untouched.ts'
import { serveShell } from './serve-shell.ts'
import { showNotifications } from './show-notifications.ts'
import { takeOpenTabs } from './take-open-tabs.ts'

// The worker serves the walk app's files and nothing else: no API, no tiles, no uploads. The order matters: what is passed
// untouched must be decided before the shell's routes see it.
passUntouched()
serveShell()
cleanupOutdatedCaches()
takeOpenTabs()
answerMessages()
showNotifications()
