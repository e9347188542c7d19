/** Words of moving to another phone. */
export const moveEn = {
  move: {
    back: 'To the map',
    title: 'Move to a new phone',
    lead: 'The new phone goes on where you are: the same walks, the same role, and you can still correct what you have pinned. Both phones need a network.',
    show: 'Show a code',
    again: 'Show a new code',
    busy: 'Sending what waits, and making the code …',
    unsent:
      'Everything is sent. | 1 thing is not sent. It stays on this phone, which sends it by itself when it can. Do not delete Lygte here before. | {n} things are not sent. They stay on this phone, which sends them by itself when it can. Do not delete Lygte here before.',
    code: 'The code for the new phone',
    valid: 'Works once, and until {time}.',
    expired: 'The code is too old. Show a new one.',
    how: 'Scan the QR code with the new phone. Or open {address} on it and type the code.',
    qr: 'QR code with the link for the new phone',
    secret: 'Show it to yourself alone: whoever uses the code becomes you here.',
    moved: 'Another phone has gone on as you ({time}).',
    movedHint:
      'This phone still works and sends what it holds. When nothing waits, you can delete everything here.',
    noNet:
      'No answer came, so there is no code. Nothing has changed. Try again when there is a network.',
    hereTitle: 'Move here from your old phone',
    hereLead:
      'Open Lygte on the old phone, choose “Me” and then “Move to a new phone”. Type the code from there here.',
    typed: 'The code from the old phone',
    typedHint: '16 letters and digits. Hyphens and small letters make no difference.',
    take: 'Move here',
    taking: 'Moving …',
    wrong:
      'The code does not work: it was used, is too old or mistyped. Show a new one on the old phone.',
    inWalks:
      'This phone already takes part in a walk. Leave it first under “My walks”. What you have sent from here stays with those responsible, but you cannot correct it afterwards.',
    unanswered: 'No answer came. Try again with the same code on this phone.',
    done: 'No walks came along. | You go on here with 1 walk. | You go on here with {n} walks.',
    left: 'Could not come along: {titles}. Join again with the walk’s code.',
    deadTitle: 'Is the old phone gone or broken?',
    dead: 'Join with the walk’s code on the new one. What you have sent stays with those responsible, but you cannot correct it from here. What was not sent is on the old phone alone.',
    join: 'Join with a code',
  },
}
