import { useI18n } from 'vue-i18n'
import type { Position } from '../../../../shared/geo.ts'
import type { EditableField } from '../../../../shared/observation/observation.ts'
import { writeTypedPosition } from '../panel/forms/edit-form.ts'
import { useDeskWords } from './use-desk-words.ts'

const isPosition = (value: unknown): value is Position =>
  typeof value === 'object' && value !== null && 'longitude' in value && 'latitude' in value

/** A field's value as people say it, also when it comes from a newer phone. */
export function useFieldWords() {
  const { t } = useI18n()
  const words = useDeskWords()

  function emptyWords(field: EditableField): string {
    if (field === 'ownerType') return t('desk.detail.noOwner')
    return field === 'stop' ? t('desk.detail.stopNearest') : '–'
  }

  function valueWords(field: EditableField, value: unknown): string {
    if (isPosition(value)) return writeTypedPosition(value)
    if (value === null) return emptyWords(field)
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    switch (field) {
      case 'category':
        return words.category(text)
      case 'severity':
        return `${text} ${t(`severity.${text}.label`)}`
      case 'feeling':
        return t(`feeling.${text}`)
      case 'ownerType':
        return t(`ownerType.${text}`)
      case 'stop':
        return t(text === 'none' ? 'desk.detail.stopNone' : 'desk.detail.stopOther')
      case 'writtenFor':
        return t(`desk.detail.writtenForWho.${text}`)
      default:
        return text === '' ? '–' : text
    }
  }

  return { valueWords }
}
