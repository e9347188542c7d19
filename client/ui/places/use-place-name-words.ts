import { useI18n } from 'vue-i18n'
import { placeNamesDa } from '../messages/da/places/place-names.ts'
import { placeNamesEn } from '../messages/en/places/place-names.ts'

const messages = { da: placeNamesDa, en: placeNamesEn }

/** Words for names of places, which come with their screens and not with every start; all other words are found as usual. */
export const usePlaceNameWords = () => useI18n({ useScope: 'local', messages })
