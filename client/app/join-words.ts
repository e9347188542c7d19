import { createSSRApp, h } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import JoinFrame from '../features/walk/join/JoinFrame.vue'
import JoinWait from '../features/walk/join/JoinWait.vue'
import { walkDa as da } from '../ui/messages/da/walk-app.ts'
import { walkEn as en } from '../ui/messages/en/walk-app.ts'

/** HTML of a join link's page until the walk is known, in the frame of `WalkApp`; `build/join-pages.ts` puts it into the page. */
export async function renderJoinWords(locale: 'da' | 'en'): Promise<string> {
  const i18n = createI18n({ legacy: false, locale, messages: { da, en } })
  const words = createSSRApp(() => h(JoinFrame, () => h(JoinWait))).use(i18n)
  return `<div class="walk-app" data-frame="sheet"><header class="top"></header><main class="page">${await renderToString(words)}</main></div>`
}
