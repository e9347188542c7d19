/** Words of moving to another phone. */
export const moveDa = {
  move: {
    back: 'Til kortet',
    title: 'Flyt til en ny telefon',
    lead: 'Den nye telefon går videre, hvor du er: samme vandringer, samme rolle, og du kan stadig rette dine registreringer. Begge telefoner skal have net.',
    show: 'Vis en kode',
    again: 'Vis en ny kode',
    busy: 'Sender det, der venter, og laver koden …',
    unsent:
      'Alt er sendt. | 1 ting er ikke sendt. Den bliver på denne telefon, som selv sender den, når den kan. Slet ikke Lygte her før. | {n} ting er ikke sendt. De bliver på denne telefon, som selv sender dem, når den kan. Slet ikke Lygte her før.',
    code: 'Koden til den nye telefon',
    valid: 'Gælder én gang og til {time}.',
    expired: 'Koden er for gammel. Vis en ny.',
    how: 'Scan QR-koden med den nye telefon. Eller åbn {address} på den, og skriv koden.',
    qr: 'QR-kode med linket til den nye telefon',
    secret: 'Vis den kun til dig selv: den, der bruger koden, bliver til dig her.',
    moved: 'En anden telefon er gået videre som dig ({time}).',
    movedHint:
      'Denne telefon virker stadig og sender det, den har. Når der intet venter, kan du slette alt her.',
    noNet: 'Der kom intet svar, så der er ingen kode. Intet er ændret. Prøv igen, når der er net.',
    hereTitle: 'Flyt hertil fra din gamle telefon',
    hereLead:
      'Åbn Lygte på den gamle telefon, vælg »Mig« og så »Flyt til en ny telefon«. Skriv koden derfra her.',
    typed: 'Koden fra den gamle telefon',
    typedHint: '16 bogstaver og tal. Bindestreger og små bogstaver er lige meget.',
    take: 'Flyt hertil',
    taking: 'Flytter …',
    wrong:
      'Koden virker ikke: den er brugt, for gammel eller skrevet forkert. Vis en ny på den gamle telefon.',
    inWalks:
      'Denne telefon er allerede med i en vandring. Forlad den først under »Mine vandringer«. Det, du har sendt herfra, bliver hos de ansvarlige, men du kan ikke rette det bagefter.',
    unanswered: 'Der kom intet svar. Prøv igen med den samme kode her på telefonen.',
    done: 'Ingen vandringer fulgte med. | Du er videre her med 1 vandring. | Du er videre her med {n} vandringer.',
    left: 'Kunne ikke følge med: {titles}. Deltag igen med vandringens kode.',
    deadTitle: 'Er den gamle telefon væk eller i stykker?',
    dead: 'Deltag med vandringens kode på den nye. Det, du har sendt, bliver hos de ansvarlige, men du kan ikke rette det herfra. Det, der ikke var sendt, findes kun på den gamle telefon.',
    join: 'Deltag med en kode',
  },
}
