import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Cluster } from '../../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import { clusterQuery, type DeskFilter } from '../filter/chosen-filter.ts'
import { passingRefusals } from '../list/list-pages.ts'
import { useReaderStore } from '../connection/reader-store.ts'

export interface ClusterQuestion {
  filter: DeskFilter
  box: BoundingBox
  zoom: number
}

/** The clusters of the database for the map's present view. Old pins stay until the new ones are there, so nothing flickers. */
export const useClustersStore = defineStore('desk-clusters', () => {
  const desk = useReaderStore()
  const clusters = shallowRef<readonly Cluster[]>([])
  const total = ref(0)
  const hasFailed = ref(false)
  const question = shallowRef<ClusterQuestion | null>(null)
  /** Whether the last answer was to the same view and filter as the one before: only then a pin counts as new. */
  const isSameQuestion = ref(false)
  let current = new AbortController()
  let answered: ClusterQuestion | null = null

  async function load(asked: ClusterQuestion) {
    current.abort()
    current = new AbortController()
    question.value = asked
    await read(current.signal)
  }

  async function read(signal: AbortSignal) {
    if (!question.value) return
    const { filter, box, zoom } = question.value
    const query = clusterQuery(filter, box, zoom)
    const answer = await desk.ask('clusterObservations', { query, signal })
    if (signal.aborted) return
    hasFailed.value = answer.state !== 'answered'
    if (answer.state !== 'answered') {
      const isRefused = answer.state === 'refused' && !passingRefusals.includes(answer.problem.code)
      if (isRefused || filterOf(answered) !== filterOf(question.value)) forget()
      return
    }
    isSameQuestion.value = answered === question.value
    answered = question.value
    clusters.value = answer.value.clusters
    total.value = answer.value.total
  }

  /** Pins of another filter would be wrong; those of the same filter stay true at their places. */
  function forget() {
    answered = null
    clusters.value = []
    total.value = 0
  }

  /** No pins while it is unknown which ones a damaged link meant. */
  function withhold() {
    current.abort()
    question.value = null
    hasFailed.value = false
    forget()
  }

  /** Requests the same view again after a wake-up; the map itself does not move. */
  const refresh = () => read(current.signal)

  return { clusters, total, hasFailed, question, isSameQuestion, load, withhold, refresh }
})

const filterOf = (question: ClusterQuestion | null) => JSON.stringify(question?.filter)
