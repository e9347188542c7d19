/** What came of a walk, on the phone: the page, and the link to the same page for anybody's browser. */
export const happenedDa = {
  happened: {
    title: 'Hvad er der sket?',
    gone: 'Vandringen er ikke på denne telefon.',
    filter: 'Vis',
    all: 'Alle {n}',
    news: '{n} nye',
    mine: 'Mine {n}',
    badge: 'Nyt',
    unsent: 'Et fund er ikke sendt endnu. | {n} fund er ikke sendt endnu.',
    noNews: 'Der er ikke noget nyt.',
    openPin: 'Åbn {what}',
    link: {
      heading: 'Link til siden',
      text: 'Linket viser det samme i enhver browser, også uden Lygte. Hvem der har linket, kan læse det, du kan læse som deltager.',
      name: 'Dit link',
      get: 'Hent linket',
      busy: 'Henter linket …',
      open: 'Åbn siden',
      renew: 'Lav et nyt link',
      renewTitle: 'Lav et nyt link?',
      renewText: 'De gamle links til siden holder op med at virke med det samme, også dem i mails.',
      renewed: 'Linket er nyt. De gamle virker ikke mere.',
      offline: 'Linket kan først hentes, når der er net.',
      refused: 'Linket kunne ikke hentes. Er du stadig med på vandringen?',
    },
  },
}
