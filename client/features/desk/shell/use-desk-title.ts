import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useListStore } from '../list/list-store.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** Shows in the tab's title what is open and how much is new, also while another tab is in front. */
export function useDeskTitle(): void {
  const { t } = useI18n()
  const words = useDeskWords()
  const list = useListStore()
  const opened = useOpenedStore()
  watchEffect(() => {
    const news = list.newIds.length > 0 ? `(${list.newIds.length}) ` : ''
    const one = opened.observation
    const what = one ? `${words.category(one.category)} ${one.number} – ` : ''
    document.title = `${news}${what}${t('desk.title')}`
  })
}
