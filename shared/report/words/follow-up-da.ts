/** What a follow-up walk adds to a report, in Danish. Keys in `follow-up-en.ts` are the same. */
export const followUpWords = {
  title: (date: string) =>
    date === '' ? 'Set efter på stedet' : `Set efter på stedet ved opfølgningen ${date}`,
  counts: {
    confirmed: (count: number) => `Bekræftet: ${count} fund`,
    'not-solved': (count: number) => `Ikke løst: ${count} fund`,
    'cannot-see': (count: number) => `Kan ikke ses: ${count} fund`,
  },
  seen: {
    confirmed: (date: string) => `bekræftet på stedet ${date}`,
    'not-solved': (date: string) => `set på stedet ${date}: ikke løst`,
    'cannot-see': (date: string) => `set på stedet ${date}: kan ikke ses`,
  },
  compare: 'Hvert stop før og efter',
  hint: 'Svarene sammenlignes kun i samme slags lys og med mindst 5 svar begge gange. De er fra dem, der gik med.',
  before: (stop: string, light: string) => `${stop}, før (${light})`,
  after: (stop: string, light: string) => `${stop}, efter (${light})`,
  otherLight: (stop: string, before: string, after: string) =>
    `${stop}: Kan ikke sammenlignes. Første gang i ${before}, nu i ${after}.`,
  lights: { day: 'dagslys', twilight: 'tusmørke', dark: 'mørke', mixed: 'forskelligt lys' },
  few: (stop: string) => `${stop}: For få svar (under 5) til at vise.`,
  none: (stop: string) => `${stop}: Ingen svar den ene af gangene.`,
  open: (stop: string) => `${stop}: Der kan stadig komme svar, så de vises ikke endnu.`,
  gone: (stop: string) => `${stop}: Stoppet er kun på den ene af vandringerne.`,
}
