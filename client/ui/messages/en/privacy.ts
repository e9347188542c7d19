import type { privacyDa } from '../da/privacy.ts'

/** Keys as in `da/privacy.ts`. */
export const privacyEn: typeof privacyDa = {
  privacy: {
    controller: '{controller} is responsible for what you send.',
    purpose:
      'It is used to make the area safer. If somebody answers what you report, the answer is here in the app.',
    ground:
      'The legal ground is the municipality’s task in the public interest (General Data Protection Regulation, article 6(1)(e)).',
    what: 'We keep what you report: the pin, text, photos, what you choose, the time and – if you write it – your name. The phone’s position is only sent with what you report.',
    who: 'Those who handle it at the municipality, the police, the fire service and the owners of places can see what you report. Other walkers see pins, text and photos, but not your name or how you feel.',
    restricted:
      'Reports about gatherings, drugs, harassment and hateful graffiti are only seen by you, the walk’s leader, the municipality’s coordinators and those who are given the report.',
    people:
      'Write about places, not about people. Take photos of things, not of people and number plates.',
    keep: 'We delete names and photos {months} months after what you reported is closed. If it is not closed, we count from the walk.',
    keepTexts: 'What you have written is kept without a name.',
    deleteTexts: 'What you have written we delete {months} months after it is closed.',
    rights:
      'You can see, correct and withdraw your reports here in the app, ask for access or deletion, and complain to the Danish Data Protection Agency.',
    contact: 'Contact: {contact}',
  },
}
