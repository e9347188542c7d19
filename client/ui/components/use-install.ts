import { computed, readonly, ref } from 'vue'

/** Chromium's own event; not in the DOM library because it is not a standard. */
interface InstallPromptEvent extends Event {
  prompt: () => Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/**
 * prompt: the browser offers it; ios-safari: share button; ios-other: only Safari can; in-app: a browser inside another app, which
 * cannot install; menu: by the browser's menu; installed: done.
 */
export type InstallWay = 'installed' | 'prompt' | 'ios-safari' | 'ios-other' | 'in-app' | 'menu'

interface Surroundings {
  userAgent: string
  isStandalone: boolean
  touchPoints: number
}

/**
 * Returns how this very phone installs the app, by its user agent. iPads report themselves as Macs and are recognised by their
 * touch points.
 */
export function installWayOf({ userAgent, isStandalone, touchPoints }: Surroundings): InstallWay {
  if (isStandalone) return 'installed'
  if (/FBAN|FBAV|Instagram|Messenger|LinkedInApp|Snapchat|; wv\)/.test(userAgent)) return 'in-app'
  const isApple = /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)
  if (!isApple) return 'menu'
  return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(userAgent) ? 'ios-other' : 'ios-safari'
}

const offer = ref<InstallPromptEvent | null>(null)
const isInstalled = ref(false)

/** Call it before anything is shown: the browser makes its offer once and early. */
export function listenForInstall(target: Window): void {
  target.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallPromptEvent
  })
  target.addEventListener('appinstalled', () => {
    isInstalled.value = true
    offer.value = null
  })
}

export function useInstall() {
  const found = installWayOf({
    userAgent: navigator.userAgent,
    isStandalone:
      window.matchMedia('(display-mode: standalone)').matches ||
      ('standalone' in navigator && navigator.standalone === true),
    touchPoints: navigator.maxTouchPoints,
  })
  const way = computed<InstallWay>(() => {
    if (isInstalled.value) return 'installed'
    return offer.value ? 'prompt' : found
  })
  async function install(): Promise<void> {
    const event = offer.value
    offer.value = null
    await event?.prompt()
  }
  return { way, install, isInstalled: readonly(isInstalled) }
}
