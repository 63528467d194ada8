"""Handovers: citizens and staff talk through the counter, and hear how each delivery ended."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'open', 'closed', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('line_user_id', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('thread_ts', sa.String(), nullable=False),
    sa.Column('held_reply', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_handover_department_id_department')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_handover_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
    )
    op.create_index('ix_handover_channel', 'handover', ['channel', 'thread_ts'])
    op.create_index('ix_handover_conversation', 'handover', ['conversation'])
    op.create_index('ix_handover_state_last_at', 'handover', ['state', 'last_at'])
    op.create_table('handover_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('handover_id', sa.Integer(), nullable=False),
    sa.Column('sender', sa.Enum('citizen', 'staff', 'counter', name='sender', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'on_its_way', 'delivered', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['handover_id'], ['handover.id'], name=op.f('fk_handover_message_handover_id_handover')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_handover_message_municipality_municipality')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_handover_message_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover_message'))
    )
    op.create_index('ix_handover_message_handover_id', 'handover_message', ['handover_id', 'id'])
    op.add_column(
        'outbox',
        sa.Column('tells_success', sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column('outbox', sa.Column('held_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('outbox', 'held_until')
    op.drop_column('outbox', 'tells_success')
    op.drop_table('handover_message')
    op.drop_table('handover')
