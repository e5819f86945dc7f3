import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'data_key' })
export class DataKeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'organization_id', type: 'text' })
  organizationId!: string;

  @Column({ name: 'ring_key_id', type: 'text' })
  ringKeyId!: string;

  @Column({ type: 'text' })
  wrapped!: string;
}
