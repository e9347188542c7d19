import { useI18n } from 'vue-i18n'
import type { Position } from '../../../shared/geo.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { metresFrom, walkEndMs, walkMoment, type WalkPlan } from '../../../shared/walk/walk-time.ts'
import { useFormats } from './use-formats.ts'

/** Within this distance it is not shown. */
const nearMetres = 1_000

/** What is shown beside a walk's name wherever one is named or chosen: whether it is on, and how far away. */
export function useWalkMark() {
  const { t } = useI18n()
  const formats = useFormats()

  function dayOf(instant: number, nowMs: number): string {
    const { shortDateTime, time, shortDate } = formats.value
    if (shortDateTime(instant, nowMs) === time(instant)) return time(instant)
    return shortDate(instant, nowMs)
  }

  function momentOf(walk: WalkPlan, nowMs: number): string {
    const endMs = walkEndMs(walk)
    switch (walkMoment(walk, nowMs)) {
      case 'always':
        return t('walkMark.always')
      case 'upcoming': {
        const startMs = Date.parse(walk.startsAt ?? '')
        const { time } = formats.value
        const day = dayOf(startMs, nowMs)
        return t('walkMark.upcoming', {
          when: day === time(startMs) ? day : `${day} ${time(startMs)}`,
        })
      }
      case 'running':
        return t('walkMark.running', { time: formats.value.time(endMs ?? nowMs) })
      case 'ended':
        return endMs !== null && endMs < nowMs
          ? t('walkMark.ended', { when: dayOf(endMs, nowMs) })
          : t('walkMark.closed')
    }
  }

  function awayOf(walk: Pick<Walk, 'area'>, own: Position | null): string {
    const metres = own ? metresFrom(walk, own) : 0
    return metres > nearMetres
      ? t('walkMark.away', { distance: formats.value.distance(metres) })
      : ''
  }

  const markOf = (
    walk: WalkPlan & Pick<Walk, 'area'>,
    nowMs: number,
    own: Position | null = null,
  ) => [momentOf(walk, nowMs), awayOf(walk, own)].filter(Boolean).join(' · ')

  return { markOf, momentOf, awayOf }
}
