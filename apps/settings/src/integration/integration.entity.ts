import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'integration' })
export class IntegrationRow {
  @PrimaryColumn('uuid') id!: string;
  @Column({ name: 'organization_id', type: 'text' }) organizationId!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ name: 'first_connection_id', type: 'uuid' }) firstConnectionId!: string;
  @Column({ name: 'second_connection_id', type: 'uuid' }) secondConnectionId!: string;
  @Column({ name: 'package_ids', type: 'text', array: true }) packageIds!: string[];
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;
}
