import { readWish } from '../../store/wishes/wish-store.ts'
import { messageKind } from '../message-kind.ts'

/** To whoever asked for a walk and gave an address: the wish has come. Its secret link is stored nowhere, so it cannot be repeated here. */
export const wishReceipt = messageKind<null>({
  name: 'wish-receipt',
  async read({ db }, { municipalityId, subjectId: wishId }) {
    const wish = await readWish(db, { municipalityId, wishId })
    return wish ? { facts: null } : { withdrawn: 'subject-gone' }
  },
  words: {
    da: {
      subject: 'Vi har modtaget jeres ønske om en vandring',
      body: (_, { municipality }) => [
        `${municipality.name} har modtaget jeres ønske om en tryghedsvandring. Tak, fordi I skrev.`,
        'Kommunen læser ønsket og svarer. Vi skriver til jer, når svaret er der.',
        'I kan også selv se, hvad der sker: brug det link, I fik, da I ønskede. Der kan I rette ønsket, indtil det er besvaret, og slette det.',
      ],
    },
    en: {
      subject: 'We have received your wish for a walk',
      body: (_, { municipality }) => [
        `${municipality.name} has received your wish for a safety walk. Thank you for writing.`,
        'The municipality reads the wish and answers it. We write to you when the answer is there.',
        'You can also see for yourselves what happens: use the link that you got when you asked. There you can change the wish until it is answered, and delete it.',
      ],
    },
  },
})
