// A small chart of the last minute.

import { h } from './dom.js'

const WIDTH = 60
const HEIGHT = 30

/** The last values of something, one a second. */
export class Series {
  #values = []

  add (value) {
    this.#values.push(value)
    if (this.#values.length > WIDTH) this.#values.shift()
  }

  /** As a picture, under its name and with what it is now. */
  chart (name, now) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    svg.setAttribute('preserveAspectRatio', 'none')
    svg.setAttribute('aria-hidden', 'true')
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('d', this.#line())
    svg.append(path)
    return h('figure', {}, h('figcaption', {}, h('span', {}, name), h('b', {}, now)), svg)
  }

  #line () {
    const most = Math.max(...this.#values, 1)
    const place = (value, index) => `${WIDTH - this.#values.length + index + 1} ${HEIGHT - value / most * (HEIGHT - 2) - 1}`
    return this.#values.map((value, index) => (index ? 'L' : 'M') + place(value, index)).join('')
  }
}
