import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import type { Bar, Shown, StackedBarsProps } from './stacked-bars.js';

/** Height of the whole drawing, in px. */
export const HEIGHT = 220;
const MARGIN = { top: 12, right: 22, bottom: 26 };
/** Beside the labels of the axis, and for each of their letters. */
const AXIS_GAP = 16;
const LETTER_WIDTH = 7;
const LABEL_WIDTH = 64;
const INNER_HEIGHT = HEIGHT - MARGIN.top - MARGIN.bottom;
const TICKS = 4;
const TICK_LABEL = { fill: 'var(--koppel-ink-soft)', fontSize: 12, fontFamily: 'inherit' };

type BandScale = ReturnType<typeof scaleBand<string>>;
type ValueScale = ReturnType<typeof scaleLinear<number>>;

interface Scales {
  innerWidth: number;
  x: BandScale;
  y: ValueScale;
}

/** The drawing of the chart; screen readers use the table. */
export function BarsDrawing(props: StackedBarsProps & Shown & { width: number }) {
  const { bars, width } = props;
  const most = Math.max(TICKS, ...bars.map(totalOf));
  const y = scaleLinear({ domain: [0, most], range: [INNER_HEIGHT, 0], nice: TICKS });
  const letters = Math.max(...y.ticks(TICKS).map((tick) => props.formatValue(tick).length));
  const left = AXIS_GAP + LETTER_WIDTH * letters;
  const innerWidth = Math.max(0, width - left - MARGIN.right);
  const x = scaleBand({ domain: bars.map(({ id }) => id), range: [0, innerWidth], padding: 0.28 });
  const scales = { innerWidth, x, y };
  return (
    <svg aria-hidden width={width} height={HEIGHT} className="absolute inset-0">
      <Group left={left} top={MARGIN.top}>
        <Stacks {...props} {...scales} />
        <Axes {...props} {...scales} />
        <PointerAreas {...props} {...scales} />
      </Group>
    </svg>
  );
}

function Stacks({ bars, series, shownIndex, innerWidth, x, y }: StackedBarsProps & Shown & Scales) {
  const keys = series.map(({ key }) => key);
  const data = bars.map(({ id, values }) => ({ ...values, id }) as Record<string, number | string>);
  const color = (key: string) => series.find((one) => one.key === key)?.color ?? 'currentColor';
  return (
    <>
      {y.ticks(TICKS).map((tick) => (
        <line key={tick} x1={0} x2={innerWidth} y1={y(tick)} y2={y(tick)} stroke="var(--koppel-line)" />
      ))}
      <BarStack data={data} keys={keys} x={(one) => String(one.id)} xScale={x} yScale={y} color={color}>
        {(stacks) =>
          stacks.flatMap((stack) =>
            stack.bars.map((bar) => (
              <rect
                key={`${stack.key}-${bar.index}`}
                x={bar.x}
                y={bar.y}
                width={bar.width}
                height={Math.max(0, bar.height - (bar.height > 2 ? 1 : 0))}
                rx={Math.min(2, bar.height / 2)}
                fill={bar.color}
                opacity={shownIndex === undefined || shownIndex === bar.index ? 1 : 0.45}
              />
            )),
          )
        }
      </BarStack>
    </>
  );
}

function Axes({ bars, formatValue, innerWidth, x, y }: StackedBarsProps & Scales) {
  const every = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.floor(innerWidth / LABEL_WIDTH))));
  const labelled = bars.filter((_, index) => (bars.length - 1 - index) % every === 0);
  return (
    <>
      <AxisLeft
        scale={y}
        numTicks={TICKS}
        hideAxisLine
        hideTicks
        tickFormat={(value) => formatValue(Number(value))}
        tickLabelProps={{ ...TICK_LABEL, textAnchor: 'end', dx: -4, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={INNER_HEIGHT}
        hideTicks
        stroke="var(--koppel-line-strong)"
        tickValues={labelled.map(({ id }) => id)}
        tickFormat={(id) => bars.find((bar) => bar.id === id)?.label ?? ''}
        tickLabelProps={{ ...TICK_LABEL, textAnchor: 'middle' }}
      />
    </>
  );
}

/** A bar is pointed at anywhere in its column. */
function PointerAreas({ bars, onShow, x }: StackedBarsProps & Shown & Scales) {
  return bars.map((bar, index) => (
    <rect
      key={bar.id}
      x={(x(bar.id) ?? 0) - (x.step() - x.bandwidth()) / 2}
      width={x.step()}
      height={INNER_HEIGHT}
      fill="transparent"
      onPointerEnter={() => onShow(index)}
      onPointerDown={() => onShow(index)}
    />
  ));
}

function totalOf(bar: Bar): number {
  return Object.values(bar.values).reduce((sum, value) => sum + value, 0);
}
