"""Notices of the city on top of every answer, and the page that says where to flee to."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('municipality', sa.Column('evacuation_url', sa.String(), server_default='', nullable=False))
    op.create_table('city_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cleared_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_city_notice_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city_notice'))
    )
    op.create_index('ix_city_notice_municipality', 'city_notice', ['municipality', 'cleared_at'])


def downgrade() -> None:
    op.drop_index('ix_city_notice_municipality', 'city_notice')
    op.drop_table('city_notice')
    op.drop_column('municipality', 'evacuation_url')
