/** Words of the button that finds and follows the phone on the map; they come with its first press. */
export const locateDa = {
  locate: {
    old: 'Din position er {n} gammel. Telefonen har ikke fundet en nyere.',
    allowAgain: 'Du kan give lov igen i telefonens indstillinger for denne side.',
    found: 'Din position, ±{n} m',
    follow: 'Følger dig',
    followHint: 'Følger dig. Vis også, hvilken vej du vender',
    followOnly: 'Følger dig. Slå det fra',
    heading: 'Følger og peger',
    headingHint: 'Følger og peger, hvor du vender. Slå det fra',
    said: {
      off: 'Kortet følger dig ikke længere.',
      follow: 'Kortet følger dig.',
      heading: 'Kortet følger dig og viser, hvilken vej du vender.',
      noCompass: 'Telefonen siger ikke, hvilken vej du vender. Kortet følger dig stadig.',
    },
  },
}
