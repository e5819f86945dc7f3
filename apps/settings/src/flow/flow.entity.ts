import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'flow' })
export class FlowRow {
  @PrimaryColumn('uuid') id!: string;
  @Column({ name: 'organization_id', type: 'text' }) organizationId!: string;
  @Column({ name: 'integration_id', type: 'uuid' }) integrationId!: string;
  @Column({ name: 'package_id', type: 'text' }) packageId!: string;
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) entity!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ name: 'source_connection_id', type: 'uuid' }) sourceConnectionId!: string;
  @Column({ name: 'target_connection_id', type: 'uuid' }) targetConnectionId!: string;
  @Column({ name: 'is_enabled', type: 'boolean' }) isEnabled!: boolean;
  @Column({ type: 'jsonb', nullable: true }) schedule!: object | null;
  @Column({ type: 'jsonb' }) settings!: object;
  @Column({ type: 'integer' }) version!: number;
  @Column({ name: 'created_at', type: 'timestamptz', insert: false, update: false }) createdAt!: Date;
  /** The first time. */
  @Column({ name: 'enabled_at', type: 'timestamptz', nullable: true }) enabledAt!: Date | null;
  /** Flows stand in the order of the catalog, in which they were made. */
  @Column({ type: 'bigint', insert: false, update: false }) position!: string;
}

@Entity({ name: 'flow_version' })
export class FlowVersionRow {
  @PrimaryColumn({ name: 'flow_id', type: 'uuid' }) flowId!: string;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @Column({ name: 'organization_id', type: 'text' }) organizationId!: string;
  @Column({ name: 'is_enabled', type: 'boolean' }) isEnabled!: boolean;
  @Column({ type: 'jsonb', nullable: true }) schedule!: object | null;
  @Column({ type: 'jsonb' }) settings!: object;
  @Column({ name: 'changed_by', type: 'text' }) changedBy!: string;
  /** Null in versions from before names were kept. */
  @Column({ name: 'changed_by_name', type: 'text', nullable: true }) changedByName!: string | null;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt!: Date;
}
