import type { Draft } from '@koppel/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'draft' })
export class DraftRow {
  @PrimaryColumn('uuid') id!: string;
  @Column({ name: 'organization_id', type: 'text' }) organizationId!: string;
  @Column({ type: 'text' }) step!: string;
  @Column({ name: 'application_ids', type: 'jsonb' }) applicationIds!: Draft['applicationIds'];
  @Column({ name: 'connection_ids', type: 'jsonb' }) connectionIds!: Draft['connectionIds'];
  @Column({ name: 'integration_id', type: 'uuid', nullable: true }) integrationId!: string | null;
  @Column({ name: 'form_values', type: 'jsonb' }) values!: object;
  @Column({ name: 'started_by', type: 'text' }) startedBy!: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;
}
