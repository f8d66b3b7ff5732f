// The parts of the chart library that are used; nothing else of it is shipped.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GeoComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, AriaComponent } from 'echarts/components'
import { init, registerMap, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([ScatterChart, BarChart, LineChart, GeoComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, AriaComponent, SVGRenderer])
export { registerMap, type EChartsType }

/** A chart in its place: it takes the size of the place, and with a box of its own shrinks to the paper it is printed on. */
export function chartIn(place: HTMLElement): { chart: EChartsType; away: () => void } {
  const chart = init(place, undefined, { renderer: 'svg' })
  chart.on('rendered', () => place.querySelector('svg')?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`))
  const watcher = new ResizeObserver(() => void (matchMedia('print').matches || chart.resize()))
  watcher.observe(place)
  const away = (): void => {
    watcher.disconnect()
    chart.dispose()
  }
  return { chart, away }
}
