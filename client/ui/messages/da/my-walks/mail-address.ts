/** The e-mail address on the page “Mig”. Keys in `en/my-walks/mail-address.ts` are the same. */
export const mailAddressDa = {
  mail: {
    title: 'E-mail om det, du har registreret',
    text: 'Giv en e-mail-adresse, hvis vi må skrive, når der er et spørgsmål til dig, når rapporten er klar, og 1, 3 og 6 måneder efter den. Den står adskilt fra dit navn, og kun koordinatoren kan se den.',
    label: 'E-mail',
    save: 'Gem adressen',
    remove: 'Slet adressen',
    given: 'Vi må skrive til {email}.',
    notSending: 'Her er ingen mailserver endnu, så intet bliver sendt af sig selv.',
    unsubscribed:
      'Adressen er afmeldt gennem linket i en e-mail, så vi skriver ikke til den. Giv en anden, hvis vi må skrive alligevel.',
    invalid: 'Det er ikke en e-mail-adresse. Se efter, om den er skrevet rigtigt.',
    loading: 'Henter …',
    offline: 'Det kræver net. Prøv igen, når der er forbindelse.',
    retry: 'Prøv igen',
    saved: 'Adressen er gemt.',
    removed: 'Adressen er slettet.',
  },
}
