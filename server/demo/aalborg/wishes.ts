import type { DemoWish } from '../demo-wishes.ts'

/** Two people ask for the same place, so that joining wishes can be tried; nobody in them is real. */
export const aalborgWishes: readonly DemoWish[] = [
  {
    place: 'Stien langs Kastetvej ved boldbanerne',
    point: { longitude: 9.8968, latitude: 57.0531 },
    why: 'Halvdelen af lamperne er slukket, og buskene står helt ud på stien. De store børn cykler hjem ad den efter træning og er begyndt at tage omvejen ad den store vej.',
    asker: 'Vestbyens idrætsforening',
    email: 'formand@idraet.example',
    worst: ['evening'],
    daysAgo: 5,
  },
  {
    place: 'Kastetvej, stien bag klubhuset',
    point: null,
    why: 'Jeg går der med hunden og kan ikke se, hvem der kommer imod mig.',
    asker: 'En beboer',
    email: '',
    worst: ['evening', 'night'],
    daysAgo: 2,
  },
]
