/** Words of the button that finds and follows the phone on the map; they come with its first press. */
export const locateEn = {
  locate: {
    old: 'Your position is {n} old. The phone has not found a newer one.',
    allowAgain: 'You can allow it again in the phone’s settings for this page.',
    found: 'Your position, ±{n} m',
    follow: 'Following you',
    followHint: 'Following you. Also show which way you face',
    followOnly: 'Following you. Turn it off',
    heading: 'Following, with direction',
    headingHint: 'Following, with direction. Turn it off',
    said: {
      off: 'The map no longer follows you.',
      follow: 'The map follows you.',
      heading: 'The map follows you and shows which way you face.',
      noCompass: 'The phone does not tell which way you face. The map still follows you.',
    },
  },
}
