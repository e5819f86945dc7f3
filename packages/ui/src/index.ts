export { Alert, type AlertProps } from './alert.js';
export { Button, type ButtonProps } from './button.js';
export { Card, type CardProps } from './card.js';
export { CheckCard, ChoiceCards, type CheckCardProps, type Choice, type ChoiceCardsProps } from './choice-card.js';
export { Combobox, type ComboboxOption, type ComboboxProps } from './combobox.js';
export { CopyButton, CopyField, type CopyButtonProps, type CopyFieldProps } from './copy-field.js';
export { DataTable, type DataColumn, type DataTableProps, type VirtualRows } from './data-table.js';
export { Dialog, type DialogProps } from './dialog.js';
export { DiffPanes, type DiffPane } from './diff-panes.js';
export { Disclosure, type DisclosureProps } from './disclosure.js';
export { EmptyState, type EmptyStateProps } from './empty-state.js';
export { Field, FieldError, FieldGroup, type FieldGroupProps, type FieldProps } from './field.js';
export { FilterBar, FilterTabs, type FilterBarProps, type FilterTab } from './filter-bar.js';
export {
  Checkbox,
  Input,
  Select,
  Switch,
  Textarea,
  type CheckboxProps,
  type SelectProps,
  type SwitchProps,
} from './input.js';
export {
  findLeaves,
  JsonView,
  leavesOf,
  type JsonLeaf,
  type JsonMark,
  type JsonViewProps,
  type ViewedJson,
} from './json-view.js';
export { MappingTable, type MappingTableProps } from './mapping-table.js';
export { Popover, type PopoverProps } from './menu.js';
export { Meter, Progress, Shares, type MeterProps, type ProgressProps, type SharesProps } from './meter.js';
export { PageHeader, type PageHeaderProps } from './page-header.js';
export { NavItem, Sidebar, type NavItemProps, type SidebarProps } from './sidebar.js';
export { Row, Stack, type StackProps } from './stack.js';
export { FactList, StatList, type StatListProps } from './stat.js';
export { Badge, Spinner, type SpinnerProps } from './status.js';
export { Stepper, type Step } from './stepper.js';
export { Table, type Column, type TableProps } from './table.js';
export { Segments, TabLinks, type SegmentsProps, type TabLink } from './tabs.js';
export { CodeBlock, Prose, Text, TextLink } from './text.js';
export { Timeline, type TimelineEntry } from './timeline.js';
export type { Tone } from './tone.js';
