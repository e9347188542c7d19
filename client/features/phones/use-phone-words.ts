import { useI18n } from 'vue-i18n'
import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import { heldParts } from '../../../shared/walk/phone-report.ts'
import { useFormats } from '../../ui/formats/use-formats.ts'

/** Names a phone as people do. */
export function usePhoneWords() {
  const { t } = useI18n()
  const formats = useFormats()
  const time = (instant: string) => formats.value.shortDateTime(instant, Date.now())

  function name({ walks }: WalkPhone): string {
    const given = walks.find(({ displayName }) => displayName)?.displayName
    return given ? t('desk.phones.named', { name: given }) : t('desk.phones.nameless')
  }

  const walks = (phone: WalkPhone) => phone.walks.map(({ title }) => title).join(' · ')
  const seen = ({ lastSeenAt }: { lastSeenAt: string }) =>
    t('desk.phones.seen', { time: time(lastSeenAt) })

  function role(phone: WalkPhone, walkId: string): string {
    const part = phone.walks.find((walk) => walk.walkId === walkId)
    return t(`desk.walkRole.${part?.role ?? 'walker'}`)
  }

  /** What it owes, a sentence each; `lost` first, because somebody has to remember it. */
  const owed = (phone: WalkPhone) =>
    heldParts(phone)
      .sort((a, b) => Number(b.part === 'lost') - Number(a.part === 'lost'))
      .map(({ part, count }) => {
        const facts = { n: count, time: phone.toldAt ? time(phone.toldAt) : '' }
        return { part, words: t(`desk.phones.part.${part}`, facts, count) }
      })

  /** Its last report; for a phone that owes nothing. */
  function told({ toldAt, unsent }: WalkPhone): string {
    if (toldAt === null) return t('desk.phones.toldNothing')
    const key = unsent === null ? 'desk.phones.toldLess' : 'desk.phones.toldEmpty'
    return t(key, { time: time(toldAt) })
  }

  return { owed, told, name, role, walks, seen, time }
}
