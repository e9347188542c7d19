import { useI18n } from 'vue-i18n'
import type { WalkPhone } from '../../../shared/api-contract.ts'
import { useFormats } from '../../ui/use-formats.ts'

/** A phone as people speak of it. */
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

  return { name, role, walks, seen, time }
}
