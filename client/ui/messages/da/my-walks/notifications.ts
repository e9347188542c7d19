/** Notifications on the own phone, on the page “Mig”. Keys in `en/my-walks/notifications.ts` are the same. */
export const notificationsDa = {
  notifications: {
    title: 'Besked på telefonen',
    text: 'Slå beskeder til, hvis telefonen må sige til, når der er et spørgsmål til dig, når rapporten er klar, og 1, 3 og 6 måneder efter den. Der står aldrig navne, steder eller det, nogen har skrevet. Beskeden går krypteret gennem den tjeneste, som din browser bruger.',
    states: {
      loading: 'Henter …',
      busy: 'Et øjeblik …',
      unsupported:
        'Her kan browseren ikke vise beskeder. På en iPhone skal Lygte først føjes til hjemmeskærmen.',
      off: 'Telefonen siger ikke til. Nyt står stadig i appen.',
      on: 'Telefonen siger til, når der er nyt.',
    },
    denied:
      'Beskeder er slået fra for Lygte i telefonens indstillinger. Giv lov dér, og åbn siden igen.',
    failed:
      'Browserens tjeneste for beskeder svarede ikke. Prøv igen senere. Nyt står stadig i appen.',
    offline: 'Det kræver net. Prøv igen, når der er forbindelse.',
    retry: 'Prøv igen',
    turnOn: 'Slå beskeder til',
    turnOff: 'Slå beskeder fra',
  },
}
