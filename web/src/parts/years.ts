// Figures over the years as lines: each in its own colour and with its own sign, named at its end.
import type { EChartsCoreOption } from 'echarts/core'

export interface Years {
  name: string
  values: (number | null)[]
}

const colours = ['#1f4e79', '#b87700', '#1b6b3a', '#7b3f98', '#b3261e', '#00707a', '#5c6670']
const signs = ['circle', 'triangle', 'rect', 'diamond', 'emptyCircle', 'emptyTriangle', 'emptyRect']

/** Lines over the years, with a limit as a line across. */
export function lines(years: string[], all: Years[], limit: { at: number; name: string } | null, unit: string): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 44, right: 20, top: 44, bottom: 26 },
    legend: { type: 'scroll', top: 0, left: 0, itemHeight: 8, itemWidth: 18, itemGap: 14, textStyle: { fontSize: 12 } },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value}${unit}` : '—') },
    xAxis: { type: 'category', data: years, boundaryGap: true },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: `{value}${unit}` }, splitLine: { lineStyle: { color: '#eef0f3' } } },
    series: all.map((own, i) => ({
      type: 'line', name: own.name, data: own.values, symbol: signs[i % signs.length], symbolSize: 7, color: colours[i % colours.length], connectNulls: false,
      ...(i === 0 && limit ? { markLine: { symbol: 'none', silent: true, data: [{ yAxis: limit.at, lineStyle: { type: 'solid', color: '#1f2933', width: 1.5 }, label: { formatter: limit.name, position: 'insideEndTop', color: '#1f2933', fontSize: 11 } }] } } : {}),
    })),
  }
}
