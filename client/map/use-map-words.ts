import { useI18n } from 'vue-i18n'

/** Words of the map itself; all others are passed in as props. */
const messages = {
  da: {
    zoomIn: 'Zoom ind',
    zoomOut: 'Zoom ud',
    here: '1 registrering her | {count} registreringer her',
    unsentHere: '1 ikke sendt endnu | {count} ikke sendt endnu',
    selectedHere: 'den valgte er her',
    showList: 'vis listen',
    movedBy: 'Nålen er flyttet {metres} m mod {direction}',
    moved: 'Nålen er flyttet',
    north: 'nord',
    south: 'syd',
    east: 'øst',
    west: 'vest',
    newWindow: 'åbner i nyt vindue',
  },
  en: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    here: '1 finding here | {count} findings here',
    unsentHere: '1 not sent yet | {count} not sent yet',
    selectedHere: 'the selected one is here',
    showList: 'show the list',
    movedBy: 'The pin moved {metres} m {direction}',
    moved: 'The pin was moved',
    north: 'north',
    south: 'south',
    east: 'east',
    west: 'west',
    newWindow: 'opens in a new window',
  },
}

export type MapWords = (
  key: keyof typeof messages.da,
  named?: Record<string, string | number>,
) => string

/** Returns the words in the language of the page; call it once a component. */
export function useMapWords(): MapWords {
  const { t } = useI18n({ useScope: 'local', messages })
  return (key, named = {}) => t(key, named, Number(named['count'] ?? 1))
}
