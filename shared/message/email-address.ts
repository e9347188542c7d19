const longest = 254
/** Characters that separate addresses or begin another part of a header are left out, however legal they are in quotes. */
const shape = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@<>()[\]\\,;:"\p{Cc}]+$/u

/** Whether a text has the shape of one e-mail address; more can only be known by writing there. */
export const isEmailAddress = (text: string): boolean => text.length <= longest && shape.test(text)
