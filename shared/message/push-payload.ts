/** What a phone shows. Whoever looks over somebody's shoulder may read it: no name, no place, nobody's words. */
export interface PushPayload {
  title: string
  body: string
  /** The page of the walk app that it opens. */
  path: string
  /** One of the same tag takes its place on the phone. */
  tag: string
  lang: string
}
