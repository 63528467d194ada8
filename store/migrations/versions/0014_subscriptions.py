"""Subscriptions: who wants to hear of what once it has come, and of the week."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('line_user_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('is_paused', sa.Boolean(), nullable=False),
    sa.Column('is_left', sa.Boolean(), nullable=False),
    sa.Column('sent_as', sa.String(), nullable=False),
    sa.Column('told_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_subscription_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('municipality', 'conversation', 'subject', name=op.f('uq_subscription_municipality_conversation_subject'))
    )
    op.create_index('ix_subscription_municipality_subject', 'subscription', ['municipality', 'subject'])
    op.create_index('ix_subscription_sent_as', 'subscription', ['sent_as'])


def downgrade() -> None:
    op.drop_index('ix_subscription_sent_as', 'subscription')
    op.drop_index('ix_subscription_municipality_subject', 'subscription')
    op.drop_table('subscription')
