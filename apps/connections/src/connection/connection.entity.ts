import type { ApplicationId, ConnectionId, ConnectionState, OrganizationId, Reason } from '@koppel/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

@Entity({ name: 'connection' })
export class ConnectionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: ConnectionId;

  @Column({ name: 'organization_id', type: 'text' })
  organizationId!: OrganizationId;

  @Column({ name: 'application_id', type: 'text' })
  applicationId!: ApplicationId;

  @Column({ name: 'display_title', type: 'text' })
  displayTitle!: string;

  @Column({ type: 'text' })
  state!: ConnectionState;

  @Column({ type: 'jsonb', nullable: true })
  reason!: Reason | null;

  @Column({ type: 'jsonb', nullable: true })
  advice!: Reason | null;

  /** Not typed as JSON: TypeORM's own types do not end on a recursive one. */
  @Column({ type: 'jsonb' })
  fields!: object;

  @Column({ name: 'credentials_version', type: 'int' })
  credentialsVersion!: number;

  @Column({ type: 'text', nullable: true })
  way!: string | null;

  @Column({ name: 'tested_at', type: 'timestamptz', nullable: true })
  testedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

@Entity({ name: 'connection_secret' })
export class ConnectionSecretEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid' })
  connectionId!: ConnectionId;

  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ name: 'organization_id', type: 'text' })
  organizationId!: OrganizationId;

  @Column({ type: 'text' })
  sealed!: string;
}
