/** Words of the page that a join link opens. */
export const joinPageDa = {
  join: {
    title: 'Tryghedsvandring',
    lead: 'Gå med, sæt nåle dér, hvor noget gør stedet utrygt – eller trygt. Her i appen kan du se, hvad der sker med det.',
    codeLabel: 'Kode til vandringen',
    codeHint:
      'Står på invitationen eller siges af vandringslederen. Fx OEST29. Hele linket kan også sættes ind.',
    codeMissing: 'Skriv koden først.',
    noCode:
      'Der er ingen kode i det, du skrev. En kode er på 4 til 20 bogstaver og tal, fx OEST29. Du kan også sætte hele linket ind.',
    damagedLink:
      'Linket er beskadiget: koden mangler. Skriv koden fra invitationen her, eller bed om linket igen.',
    unknownCode: 'Vi kender ikke koden {code}. Se efter, om alle bogstaver og tal er rigtige.',
    closedCode:
      'Koden {code} er lukket for nye. Bed den, der inviterede, om en ny. Det, der er på telefonen, bliver her.',
    usedCode:
      'Koden {code} var til én telefon og er brugt. Bed om en ny. Det, der er på telefonen, bliver her.',
    find: 'Find vandringen',
    finding: 'Finder vandringen …',
    slow: 'Det tager længere, end det plejer. Er der net, hvor du står?',
    openAllYear: 'Åben hele året',
    by: 'Vært: {name}',
    join: 'Deltag',
    joining: 'Deltager …',
    otherPerson:
      'Det, {name} har skrevet på denne telefon, er ikke sendt endnu. Send det, før en anden tager telefonen i brug.',
    phone:
      'Det kan ikke gemmes på telefonen, så du kan ikke deltage her. Øverst står, hvad der er galt.',
    tooManyTries: 'Der kom for mange forsøg. Vent {wait} og prøv igen.',
    privacyHeading: 'Sådan bruger vi det, du skriver',
    privacyMore: 'Læs det hele',
    toMap: 'Til kortet',
    move: 'Har du været med på en anden telefon? Flyt hertil',
    official: 'Er du sagsbehandler? Gå til sagsbordet',
    meet: 'Vi mødes: {place}',
    reply: 'Svar, om du kommer',
    calendar: 'Læg i kalenderen',
  },
}
