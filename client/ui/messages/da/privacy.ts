/** Which rules hold for what somebody sends: read before joining and later on the page “Mig”. Keys in `en/privacy.ts` are the same. */
export const privacyDa = {
  privacy: {
    controller: '{controller} er ansvarlig for det, du sender.',
    purpose:
      'Det bruges til at gøre området tryggere. Bliver der svaret på det, du registrerer, står svaret her i appen.',
    ground:
      'Grundlaget er kommunens opgaver i offentlig interesse (databeskyttelsesforordningen artikel 6, stk. 1, litra e).',
    what: 'Vi gemmer det, du registrerer: nålen, tekst, billeder, det, du vælger, tidspunkt og – hvis du skriver det – dit navn. Telefonens position sendes kun med det, du registrerer.',
    who: 'De, der behandler det i kommunen, politiet, beredskabet og hos ejere af steder, kan se det, du registrerer. De andre deltagere ser nåle, tekst og billeder, men ikke dit navn eller hvordan du har det.',
    restricted:
      'Registreringer om utrygt ophold, rusmidler, chikane og hadefuld graffiti ses kun af dig, vandringens leder, kommunens koordinatorer og dem, der får registreringen.',
    people:
      'Skriv om steder, ikke om personer. Tag billeder af ting, ikke af mennesker og nummerplader.',
    keep: 'Vi sletter navne og billeder {months} måneder efter, at det, du har registreret, er afsluttet. Er det ikke afsluttet, tæller vi fra vandringen.',
    keepTexts: 'Det, du har skrevet, bliver gemt uden navn.',
    deleteTexts: 'Det, du har skrevet, sletter vi {months} måneder efter, at det er afsluttet.',
    rights:
      'Du kan se, rette og trække dine registreringer tilbage her i appen, bede om indsigt eller sletning og klage til Datatilsynet.',
    contact: 'Kontakt: {contact}',
  },
}
