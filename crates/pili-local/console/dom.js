// Elements without a framework.

/** `h('p', { class: 'quiet', onclick }, 'text', child)`. What is null or false is left out. */
export function h (name, attributes = {}, ...children) {
  const element = document.createElement(name)
  set(element, attributes)
  element.append(...children.flat(9).filter(child => child != null && child !== false))
  return element
}

function set (element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'value') element.value = value
    else if (value === true) element.setAttribute(name, '')
    else if (value != null && value !== false) element.setAttribute(name, value)
  }
}

/** Puts children in place of what is there, and keeps the focus on what has the same id. */
export function fill (element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.id : ''
  element.replaceChildren(...children.flat(9).filter(child => child != null && child !== false))
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}

/** Tells whoever looks and whoever listens. */
export function say (text) {
  const said = document.getElementById('said')
  said.textContent = text
  clearTimeout(say.timer)
  say.timer = setTimeout(() => { said.textContent = '' }, 6_000)
}
