"""Life events: steps of a municipality, where conversations are, what to remind them of."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('life_event_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('line_user_id', sa.String(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_life_event_reminder_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_life_event_reminder')),
    sa.UniqueConstraint('conversation', 'event', 'title', name=op.f('uq_life_event_reminder_conversation_event_title'))
    )
    with op.batch_alter_table('life_event_reminder') as batch_op:
        batch_op.create_index('ix_life_event_reminder_on_day', ['on_day'], unique=False)

    op.create_table('life_event_step',
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('life_events', sa.JSON(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('when_answers', sa.JSON(), nullable=False),
    sa.Column('deadline', sa.String(), nullable=False),
    sa.Column('procedure', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_life_event_step_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_life_event_step')),
    sa.UniqueConstraint('municipality', 'title', name=op.f('uq_life_event_step_municipality_title'))
    )
    op.create_table('life_event_visit',
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('is_day_asked', sa.Boolean(), nullable=False),
    sa.Column('done', sa.JSON(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_life_event_visit_municipality_municipality')),
    sa.PrimaryKeyConstraint('conversation', name=op.f('pk_life_event_visit'))
    )
    with op.batch_alter_table('life_event_visit') as batch_op:
        batch_op.create_index('ix_life_event_visit_last_at', ['last_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('life_event_visit') as batch_op:
        batch_op.drop_index('ix_life_event_visit_last_at')

    op.drop_table('life_event_visit')
    op.drop_table('life_event_step')
    with op.batch_alter_table('life_event_reminder') as batch_op:
        batch_op.drop_index('ix_life_event_reminder_on_day')

    op.drop_table('life_event_reminder')
