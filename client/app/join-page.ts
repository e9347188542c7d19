import { createSSRApp, h } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import type { Language } from '../../shared/text/language.ts'
import JoinFrame from '../features/walk/join/JoinFrame.vue'
import JoinWait from '../features/walk/join/JoinWait.vue'
import { walkDa } from '../ui/messages/da/walk-app.ts'
import { walkEn } from '../ui/messages/en/walk-app.ts'

const messages = { da: walkDa, en: walkEn }

/**
 * HTML of a join link's page as it stands until the walk is known, in the frame that `WalkApp` puts around it. Run by the build: somebody
 * at a poster, with hardly a network, reads what this is before the app has come.
 */
export function renderJoinPage(language: Language): Promise<string> {
  const frame = { class: 'walk-app', 'data-frame': 'sheet', 'data-joined': 'false' }
  const app = createSSRApp(() =>
    h('div', frame, [
      h('header', { class: 'top' }),
      h(
        'main',
        { class: 'page' },
        h(JoinFrame, () => h(JoinWait)),
      ),
    ]),
  )
  app.use(createI18n({ legacy: false, locale: language, messages }))
  return renderToString(app)
}
