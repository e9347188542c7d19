import { defineStore } from 'pinia'
import { makeListLive } from './list-live.ts'
import { makeListPages } from './list-pages.ts'
import { makeListState } from './list-state.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** The list of observations: pages on request, content live, new rows counted and not inserted. */
export const useListStore = defineStore('desk-list', () => {
  const desk = useReaderStore()
  const list = makeListState()
  const pages = makeListPages(list, desk)
  const { refresh, replaceRow, showNews, see } = makeListLive(list, { pages, desk })
  return {
    ...list,
    load: pages.load,
    loadMore: pages.loadMore,
    withhold: pages.withhold,
    refresh,
    replaceRow,
    showNews,
    see,
  }
})
