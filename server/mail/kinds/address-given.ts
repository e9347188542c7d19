import { messageKind } from '../message-kind.ts'

/** To a walker who has given an address, once for each phone: it works, and how to stop it. Somebody else's address is noticed so as well. */
export const addressGiven = messageKind<null>({
  name: 'address-given',
  read: () => Promise.resolve({ facts: null }),
  words: {
    da: {
      subject: 'Du får e-mail fra Lygte',
      body: (_, { municipality }) => [
        `Nogen har skrevet denne adresse på en telefon, der er med på tryghedsvandringer i ${municipality.name}.`,
        'Vi skriver, når der er et spørgsmål til noget, der er registreret fra telefonen, når rapporten er klar, og når det er tid at se, hvad der er sket.',
        'Var det ikke dig? Så brug linket herunder: derefter skriver vi ikke mere.',
      ],
    },
    en: {
      subject: 'You get e-mail from Lygte',
      body: (_, { municipality }) => [
        `Somebody has typed this address on a phone that takes part in safety walks in ${municipality.name}.`,
        'We write when there is a question about something pinned on that phone, when the report is ready, and when it is time to see what has happened.',
        'Was it not you? Then use the link below, and we write no more.',
      ],
    },
  },
})
