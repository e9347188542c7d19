/** Whether a pin belongs to a walk. Keys in `en/walk-doubt.ts` are the same. */
export const walkDoubtDa = {
  doubt: {
    ended: '{title} er slut',
    upcoming: '{title} er ikke begyndt',
    far: 'Du er langt fra {title}',
    question: 'Hører det, du vil registrere, til den vandring?',
    goOn: 'Ja, registrér i {title}',
    other: 'Nej, registrér i {title}',
    none: 'Nej, registrér ikke nu',
  },
}
