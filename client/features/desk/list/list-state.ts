import { computed, ref, shallowRef } from 'vue'
import type { BoundingBox } from '../../../../shared/geo.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { ProblemCode } from '../../../../shared/problem.ts'
import type { DeskSort } from '../../../../shared/contract/observation-contract.ts'
import { emptyFilter, isEmptyFilter, type DeskFilter } from '../filter/chosen-filter.ts'
import type { NoAnswerCause } from '../connection/reader-store.ts'

export interface ListQuestion {
  filter: DeskFilter
  sort: DeskSort
  /** The map's present view when the list follows it. */
  box: BoundingBox | null
}

/** A row that stays in its place although it no longer belongs there. */
export type RowMark = 'moved-out' | 'gone'

/** What has happened to a row while the list was shown, and its reader has not opened since. */
export type UnreadKind = 'new' | 'changed'

/** What the list shows, and what it knows without showing it. */
export function makeListState() {
  const question = shallowRef<ListQuestion>({ filter: emptyFilter, sort: 'new', box: null })
  const rows = shallowRef<readonly VisibleObservation[]>([])
  const marks = shallowRef<ReadonlyMap<string, RowMark>>(new Map())
  const unread = shallowRef<ReadonlyMap<string, UnreadKind>>(new Map())
  const total = ref(0)
  const totalWhenShown = ref(0)
  /** The number of all that the person may see, without any filter; `null` until it is known. */
  const everything = ref<number | null>(null)
  const next = ref<string | null>(null)
  const state = ref<'idle' | 'loading' | 'ready' | 'failed' | 'withheld'>('idle')
  const failure = ref<NoAnswerCause | 'refused' | null>(null)
  /** Why the query was refused, when it was. */
  const refusal = ref<ProblemCode | null>(null)
  const isLoadingMore = ref(false)
  /** The last request for more rows got no answer. */
  const hasMoreFailed = ref(false)
  /** Ids that wait behind the "2 nye" button. */
  const newIds = shallowRef<readonly string[]>([])
  /** So many rows left their place that they cannot be looked up one by one. */
  const hasChangedAsAWhole = ref(false)

  const isNarrowed = computed(
    () => !isEmptyFilter(question.value.filter) || question.value.box !== null,
  )
  /** Arrived, but further down in this order than the list reaches. */
  const newBelow = computed(() =>
    next.value === null || question.value.sort === 'new'
      ? 0
      : Math.max(0, total.value - totalWhenShown.value - newIds.value.length),
  )

  return {
    question,
    rows,
    marks,
    unread,
    total,
    totalWhenShown,
    everything,
    next,
    state,
    failure,
    refusal,
    isLoadingMore,
    hasMoreFailed,
    newIds,
    hasChangedAsAWhole,
    isNarrowed,
    newBelow,
  }
}

export type ListState = ReturnType<typeof makeListState>
