/** A brush stroke of varying width, as an outline: the hall's one red thread. */

/** Draw a ring as a brush would, from twelve o'clock around; the same ring each time. */
export function brushRing(centre: number, radius: number, width: number, steps = 72): string {
  const edge = (side: number): string[] => Array.from({ length: steps + 1 }, (_, index) => {
    const part = index / steps
    const angle = -Math.PI / 2 + part * Math.PI * 2
    const taper = Math.min(1, (part / 0.03 + 0.08) ** 0.6) * Math.min(1, ((1 - part) / 0.04 + 0.05) ** 0.8)
    const wobble = 1 + 0.07 * Math.sin(2 + part * 17) + 0.05 * Math.sin(part * 61)
    const reach = radius + side * width * 0.5 * taper * wobble
    return `${(centre + Math.cos(angle) * reach).toFixed(1)} ${(centre + Math.sin(angle) * reach).toFixed(1)}`
  })
  return `M${edge(1).join('L')}L${edge(-1).reverse().join('L')}Z`
}
