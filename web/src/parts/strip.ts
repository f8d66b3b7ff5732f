// How schools lie along one indicator, drawn as a strip of dots with the limit and the floor as lines.
import type { EChartsCoreOption } from 'echarts/core'
import type { Section } from '../api/run'
import type { Indicator } from '../api/types'
import { drawn, figureOf, toNumber } from '../result'
import { say, words } from '../texts'

const colours: Record<string, string> = { green: '#1b6b3a', amber: '#b87700', red: '#b3261e', grey: '#6b7785' }
const signs: Record<string, string> = { green: 'circle', amber: 'triangle', red: 'diamond', grey: 'rect' }

interface Dot {
  value: [number, number]
  name: string
  code: string
  shown: string
  symbol: string
  itemStyle: { color: string }
}

/** Dots that would hide each other are moved up, as beans on a table would. */
function stack(values: number[], width: number): number[] {
  const levels: number[][] = []
  return values.map((value) => {
    let level = 0
    while (levels[level]?.some((other) => Math.abs(other - value) < width)) level++
    ;(levels[level] ??= []).push(value)
    return level % 2 ? (level + 1) / 2 : -level / 2
  })
}

export function strip(sections: Section[], indicator: Indicator, stage: string, mean: number | null): { option: EChartsCoreOption; height: number } {
  const placed = sections.map((section) => ({ section, figure: figureOf(section, indicator.id), at: drawn(figureOf(section, indicator.id)) }))
    .filter((own): own is typeof own & { at: number } => own.at !== null).sort((a, b) => a.at - b.at)
  const [limit, floor] = [toNumber(indicator.limits[stage]), toNumber(indicator.floors[stage])]
  const ends = [...placed.map((own) => own.at), limit ?? 0, floor ?? limit ?? 0].filter((n) => n > 0)
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const levels = stack(placed.map((own) => own.at), ((high - low) || 1) / 95)
  const dots: Dot[] = placed.map((own, i) => ({
    value: [own.at, levels[i] ?? 0], name: own.section.name, code: own.section.code, shown: own.figure?.shown ?? '',
    symbol: signs[own.figure?.lamp ?? 'grey'] ?? 'circle', itemStyle: { color: colours[own.figure?.lamp ?? 'grey'] ?? '#888' },
  }))
  const deep = Math.max(2, ...levels.map(Math.abs)) + 1
  return { option: option(dots, indicator, { limit, floor, mean, low, high, deep }), height: Math.round(98 + deep * 20) }
}

interface Lines { limit: number | null; floor: number | null; mean: number | null; low: number; high: number; deep: number }

function option(dots: Dot[], indicator: Indicator, { limit, floor, mean, low, high, deep }: Lines): EChartsCoreOption {
  const w = words.value.indicators
  const line = (at: number | null, text: string, type: string, color: string, position: string, raised = 0) => (at === null ? [] : [{ xAxis: at, lineStyle: { type, color, width: 1.5 }, label: { formatter: `${text} ${Number(at.toFixed(3))}`, position, color, fontSize: 11, offset: [0, -13 * raised] } }])
  const pad = (high - low) * 0.03
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 14, right: 24, top: 46, bottom: 40 },
    tooltip: { renderMode: 'html', confine: true, formatter: (own: { data: Dot }) => `${own.data.name}　${own.data.shown}`.replace(/[<>&]/g, '') },
    xAxis: { type: 'value', min: Math.max(0, low - pad), max: high + pad, name: say(indicator.unit), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: '#52606d' }, axisLabel: { formatter: (n: number) => String(Number(n.toFixed(indicator.digits))), showMinLabel: false, showMaxLabel: false }, splitLine: { lineStyle: { color: '#eef0f3' } } },
    yAxis: { type: 'value', show: false, min: -deep, max: deep },
    series: [{ type: 'scatter', symbolSize: 9, data: dots, markLine: { symbol: 'none', silent: true, data: [...line(limit, w.threshold, 'solid', '#1f2933', 'end'), ...line(floor, w.floor, 'dashed', '#52606d', 'end', 2), ...line(mean, w.mean, 'dotted', '#1f4e79', 'end', 1)] } }],
  }
}
