/** Words about the app itself: a new version, a missing part, an error. They come with their notices. */
export const appNewsDa = {
  update: {
    ready: 'Ny version er klar',
    readyText: 'Opdater, når det passer dig. Det tager et par sekunder.',
    now: 'Opdater nu',
    later: 'Senere',
    waiting: 'Luk de andre faner med Lygte for at opdatere.',
    reload: 'Lygte blev opdateret i en anden fane. Indlæs, når du er klar.',
    offline: 'En del af appen mangler endnu',
    offlineText:
      'Den kan ikke hentes uden forbindelse. Det, du har gemt, er stadig på telefonen. Prøv igen, når du har net.',
    broken: 'Noget af appen mangler. Reparationen rører ikke det, du har gemt.',
    repair: 'Reparér appen',
    working: 'Opdaterer …',
  },
  failure: {
    title: 'Noget gik galt i appen',
    text: 'Indlæs siden igen. Vi ved ikke, om det sidste blev gemt.',
  },
}
